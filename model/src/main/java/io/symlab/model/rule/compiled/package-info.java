/**
 * Formulas made into loops: a step of a rule as a sequence of operations on vectors, cut into loops
 * that HotSpot compiles well, and written as classes. Knows nothing of features or rules, and no
 * tensors.
 */
package io.symlab.model.rule.compiled;
