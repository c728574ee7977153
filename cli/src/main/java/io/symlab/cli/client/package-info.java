/** The line to a lab that runs: finds it, asks, and gives the answer back. Shows nothing. */
package io.symlab.cli.client;
