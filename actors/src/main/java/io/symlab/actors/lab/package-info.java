/**
 * The actors that decide: the lab, its experiments and trials, and the pool that has their stages
 * done. What the stages do is not here but in {@code work}.
 */
package io.symlab.actors.lab;
