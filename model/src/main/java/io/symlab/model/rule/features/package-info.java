/**
 * Gradient features: what learned and symbolic rules see of each coordinate, the running averages
 * behind them, and what the columns of samples are called.
 */
package io.symlab.model.rule.features;
