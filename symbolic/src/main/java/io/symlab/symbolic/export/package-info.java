/**
 * What a found formula is exported to: text, typesetting, and programs in other languages.
 *
 * <p>Here live the formula with what its variables mean ({@code Formula}), the list of formats
 * ({@code ExportFormat}, {@code FrontFormat}), how each language writes operators ({@code
 * Dialect}), and the writers. Optimizers in other languages compute gradient features by
 * themselves; their definitions ({@code GradientColumns}) are the only thing here that knows of
 * optimizers. Nothing here writes files.
 */
package io.symlab.symbolic.export;
