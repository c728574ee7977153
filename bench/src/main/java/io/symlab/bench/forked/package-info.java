/** A lab in a process of its own, what the kernel knows of it, and the folders that it leaves. */
package io.symlab.bench.forked;
