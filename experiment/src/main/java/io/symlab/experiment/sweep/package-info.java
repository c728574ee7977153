/**
 * What a sweep decides by itself: which of its trials go on, and when it begins no more. Plain
 * functions of what trials reported; who runs them is not known here.
 */
package io.symlab.experiment.sweep;
