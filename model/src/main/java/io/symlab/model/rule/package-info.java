/**
 * What an update rule is: anything that maps gradients and its own state to an update. The kinds
 * have rooms of their own: {@code learned}, {@code symbolic} and {@code handmade}; what the first
 * two see of a coordinate is in {@code features}.
 */
package io.symlab.model.rule;
