/**
 * What a Java program does with Symlab, each a main class that prints what it found in a few
 * seconds. They use the libraries {@code symbolic} and {@code model}, and no lab.
 */
package io.symlab.examples;
