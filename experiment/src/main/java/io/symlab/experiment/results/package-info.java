/**
 * The files that stages leave in a trial's folder, and that reports, exports and the command line
 * read: what is in them, not when they are written. All of them are turned into bytes by pure
 * functions; whoever owns the folder writes those safely. JSON files carry a schema name with a
 * version; numbers that are not finite stand as the texts {@code NaN}, {@code Infinity} and {@code
 * -Infinity}, since JSON has none.
 */
package io.symlab.experiment.results;
