/** {@code lab doctor}: looks at what a lab needs of this machine. Mends nothing. */
package io.symlab.cli.doctor;
