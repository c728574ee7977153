/**
 * Formulas as people write and read them: parsed and printed ({@code ExpressionText}), typeset
 * ({@code Latex}, {@code MathMl}), operators of one's own, guesses with free constants, templates
 * with holes, and the form in which all of them are saved ({@code Codec}).
 */
package io.symlab.symbolic.formula;
