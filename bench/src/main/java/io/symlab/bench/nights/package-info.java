/** Nights that go wrong: damaged journals, killed labs, full disks. Each counts what was lost. */
package io.symlab.bench.nights;
