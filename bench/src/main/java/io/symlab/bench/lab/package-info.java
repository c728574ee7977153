/** Benchmarks of a whole lab: in a process and a home of its own, asked over its socket. */
package io.symlab.bench.lab;
