package io.symlab.model.optimizee;

import io.symlab.model.data.DataSettings;
import java.util.List;

/**
 * Which problem is optimised.
 *
 * @param kind {@code mlp} or {@code quadratic}
 * @param hidden mlp: sizes of the hidden layers, e.g. [30, 20]
 * @param batch mlp: images per batch
 * @param initialScale standard deviation of every initial parameter (mlp: weights and biases)
 * @param data mlp: the images
 * @param instances quadratic: how many instances the loss is the mean of
 * @param dimension quadratic: parameters per instance
 */
public record OptimizeeSettings(
    String kind,
    List<Integer> hidden,
    int batch,
    double initialScale,
    DataSettings data,
    int instances,
    int dimension) {}
