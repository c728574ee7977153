/**
 * The rows that formulas are fitted to: columns and target ({@code Samples}), numbered batches of
 * them and the reservoir that they fill, which rows score births, and what is subtracted from
 * columns that lie far from 0 ({@code Centres}).
 */
package io.symlab.symbolic.sample;
