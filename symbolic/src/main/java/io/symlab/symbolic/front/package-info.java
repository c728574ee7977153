/**
 * The front of formulas by complexity and loss ({@code Front}): scored on rows that the search did
 * not see, cross-validated, trimmed, and one of it chosen ({@code FrontScoring}, {@code
 * FrontChoice}). Nothing here evolves formulas.
 */
package io.symlab.symbolic.front;
