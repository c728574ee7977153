/**
 * Hand-made rules: SGD, momentum, Nesterov, RMSProp, Adam, AdamW, NAdamW and Lion, the baselines.
 */
package io.symlab.model.rule.handmade;
