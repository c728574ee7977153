/**
 * What a search is asked for: its settings ({@code SearchSettings}), and what a person writes of
 * the formulas that are to be found, read into them ({@code FormulaReader}).
 */
package io.symlab.symbolic.settings;
