/** Files that are there whole or not at all. What stands in them is known elsewhere. */
package io.symlab.experiment.files;
