/** A lab with workers in processes of their own, which are lost on purpose. */
package io.symlab.bench.cluster;
