/**
 * Symbolic rules: expressions over gradient features at work as optimizers, frozen or with their
 * constants open to be tuned; and named forms ({@code SymbolicForm}) to begin from.
 */
package io.symlab.model.rule.symbolic;
