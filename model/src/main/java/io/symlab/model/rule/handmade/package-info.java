/** Hand-made rules: SGD, momentum, Nesterov, RMSProp, Adam, AdamW and Lion, the baselines. */
package io.symlab.model.rule.handmade;
