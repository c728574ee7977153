/**
 * Interval arithmetic: between which values a formula can lie where data like those at hand may
 * come from.
 */
package io.symlab.symbolic.interval;
