/**
 * What formulas may look like: sizes, nestings and costs that a person allows or forbids ({@code
 * Constraints}), and units that must agree ({@code Dimensions}). Nothing here makes formulas.
 */
package io.symlab.symbolic.constraint;
