/**
 * The verbs that work in their own process and need no lab: distill, predict, rollout, evaluate,
 * sanity, compare.
 */
package io.symlab.cli.direct;
