/**
 * What the symbolic engine finds, and how soon: published records, standard problems, rules of
 * optimizers.
 */
package io.symlab.bench.formulas;
