package io.symlab.model.measure;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import java.util.List;

/**
 * The gradients that some coordinates of a run had, step by step: one and the same input for every
 * rule that is to be compared. Coordinates that hardly ever had one are not in it. Rules that look
 * at whole tensors see those of the coordinates that are here.
 *
 * @param groups the parameter groups that coordinates are of, each with how many are here and where
 *     they begin; without gaps
 * @param coordinates [n] where each is in the problem's flat vector
 * @param gradients [steps][n], all finite
 * @param parameters [steps][n], before each step
 */
public record GradientSequence(
    List<ParameterGroup> groups, int[] coordinates, float[][] gradients, float[][] parameters) {
  public GradientSequence {
    groups = List.copyOf(groups);
  }

  public int steps() {
    return gradients.length;
  }

  /** n. */
  public int size() {
    return coordinates.length;
  }

  /** Whether there is too little of it to tell anything: no coordinate, or fewer than 2 steps. */
  public boolean isEmpty() {
    return size() == 0 || steps() < 2;
  }
}
