/**
 * Learned optimizers: problems to train them on, meta-training, watched runs, tuning of formulas
 * and evaluation. Here in the middle is only what its rooms share: long work that goes on in steps,
 * its progress, and what is thrown when numbers cease to be finite. No actors, no messages, no
 * files of a lab.
 */
package io.symlab.model;
