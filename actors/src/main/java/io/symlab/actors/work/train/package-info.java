/**
 * Meta-training and meta-tuning: one worker for both, that drives what is trained slice by slice.
 */
package io.symlab.actors.work.train;
