/** Units of measurement: read from text, multiplied and compared. Knows no formulas. */
package io.symlab.symbolic.unit;
