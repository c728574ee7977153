package io.symlab.model.optimizee;

import io.symlab.model.data.DataException;
import io.symlab.model.data.DataSettings;
import io.symlab.model.data.ImageShape;
import io.symlab.model.data.ImageSource;
import io.symlab.model.data.Images;
import io.symlab.model.data.PixelScale;
import io.symlab.model.torch.TorchDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the problems there are. Those without images need no libtorch.
 *
 * <pre>{@code
 * try (Optimizee quadratics = Optimizees.quadratic(16, 10);
 *     Optimizee digits = Optimizees.mlp(DataSettings.rendered(6000), 20)) { ... }
 * }</pre>
 *
 * <p>A problem of one's own is an {@link Optimizee} of one's own.
 */
public final class Optimizees {
  private Optimizees() {}

  /** Random least squares: the mean of {@code instances} problems of {@code dimension} each. */
  public static Optimizee quadratic(int instances, int dimension) {
    return instances(OptimizeeKind.QUADRATIC, instances, dimension);
  }

  /**
   * Random least squares with half as many equations as parameters, and a penalty on their size.
   */
  public static Optimizee lasso(int instances, int dimension) {
    return instances(OptimizeeKind.LASSO, instances, dimension);
  }

  /** Random least squares with waves, and so with many minima. */
  public static Optimizee rastrigin(int instances, int dimension) {
    return instances(OptimizeeKind.RASTRIGIN, instances, dimension);
  }

  /** Random least squares with waves of every parameter in every equation. */
  public static Optimizee squareCos(int instances, int dimension) {
    return instances(OptimizeeKind.SQUARE_COS, instances, dimension);
  }

  private static Optimizee instances(OptimizeeKind kind, int instances, int dimension) {
    return open(OptimizeeSettings.of(kind).withInstances(instances).withDimension(dimension));
  }

  /**
   * A classifier of images with hidden layers of these sizes, on libtorch.
   *
   * @throws DataException when its images cannot be had
   * @throws io.symlab.model.torch.TorchException when libtorch cannot be used here
   */
  public static Optimizee mlp(DataSettings data, Integer... hidden) {
    return open(OptimizeeSettings.of(OptimizeeKind.MLP).withData(data).withHidden(hidden));
  }

  /**
   * A fresh optimizee, for one thread at a time; whoever opens it closes it.
   *
   * @throws DataException when its images cannot be had
   * @throws io.symlab.model.torch.TorchException when libtorch cannot be used here
   * @throws IllegalArgumentException when a setting is out of range; the message names it
   */
  public static Optimizee open(OptimizeeSettings settings) {
    return open(settings, TorchDevice.CPU);
  }

  /**
   * The same, computed elsewhere; landscapes are always the processor's. The problems of a mixture
   * are left out ({@link #mixed}).
   *
   * @param device of what is a network
   */
  public static Optimizee open(OptimizeeSettings settings, TorchDevice device) {
    OptimizeeKind kind =
        OptimizeeKind.named(settings.kind())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "optimizee.kind is \""
                            + settings.kind()
                            + "\": choose one of "
                            + String.join(", ", OptimizeeKind.keys())));
    if (kind == OptimizeeKind.TORCHSCRIPT) {
      return torchScript(settings.own(), settings.batch(), device);
    }
    if (kind == OptimizeeKind.ENSEMBLE) {
      return ensemble(settings.beside().members(), device);
    }
    return kind.onImages()
        ? classifier(kind, settings, device)
        : new RandomInstances(settings, Landscape.of(kind));
  }

  /**
   * A problem beside which others stand to be meta-trained on: the {@link Mixture} of them; a
   * problem that is alone is itself.
   *
   * @param optimizee the problem itself, opened; taken over, and closed when another can't be had
   */
  public static Optimizee mixed(
      Optimizee optimizee, OptimizeeSettings settings, TorchDevice device) {
    List<OptimizeeSettings> others = settings.beside().mixture();
    if (others.isEmpty()) {
      return optimizee;
    }
    List<Optimizee> open = new ArrayList<>(List.of(optimizee));
    try {
      openAll(others, device, open);
      List<Mixture.Part> parts = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        double weight = (i == 0 ? settings : others.get(i - 1)).beside().weight();
        parts.add(new Mixture.Part(open.get(i), weight));
      }
      return Mixture.of(parts);
    } catch (RuntimeException e) {
      Mixture.closeAll(open);
      throw e;
    }
  }

  private static Optimizee ensemble(List<OptimizeeSettings> members, TorchDevice device) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("optimizee.members is empty: name what to put together");
    }
    List<Optimizee> open = new ArrayList<>();
    try {
      openAll(members, device, open);
      List<Ensemble.Member> weighted = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        weighted.add(new Ensemble.Member(open.get(i), members.get(i).beside().weight()));
      }
      return new Ensemble(weighted);
    } catch (RuntimeException e) {
      Mixture.closeAll(open);
      throw e;
    }
  }

  /** Adds them to a list as they are opened, so that the caller can close those that are. */
  private static void openAll(
      List<OptimizeeSettings> all, TorchDevice device, List<Optimizee> into) {
    for (OptimizeeSettings settings : all) {
      into.add(open(settings, device));
    }
  }

  /**
   * A problem of one's own from files: a TorchScript module whose {@code forward} takes a batch of
   * each array and gives the loss.
   *
   * @param batch examples per batch
   * @throws DataException when the files hold no such module or arrays
   * @throws IllegalArgumentException when a half of the examples is less than a batch
   */
  public static Optimizee torchScript(OwnTask files, int batch) {
    return torchScript(files, batch, TorchDevice.CPU);
  }

  private static Optimizee torchScript(OwnTask files, int batch, TorchDevice device) {
    return new TorchScriptTask(Path.of(files.script()), files.examples(), batch, device);
  }

  private static Optimizee classifier(
      OptimizeeKind kind, OptimizeeSettings settings, TorchDevice device) {
    Images images = Images.load(settings.data());
    kind.misfit(images.shape())
        .ifPresent(
            misfit -> {
              throw new IllegalArgumentException(misfit);
            });
    PixelScale scale =
        kind.residual()
            ? ImageSource.named(settings.data().kind()).orElseThrow().standardised(images)
            : PixelScale.CENTRED;
    Layers layers = new Layers();
    Network network = network(kind, settings, layers, images.shape());
    return new ImageClassifier(
        settings.kind(),
        images,
        settings.batch(),
        scale,
        augments(kind, settings.data(), images.shape()),
        layers,
        network,
        device);
  }

  private static Network network(
      OptimizeeKind kind, OptimizeeSettings settings, Layers layers, ImageShape shape) {
    Layers.Start start = Layers.Start.normal(settings.initialScale());
    Activation activation = Activation.named(settings.activation());
    return switch (kind) {
      case MLP -> new Mlp(layers, start, shape, settings.hidden(), activation);
      case SMALL_CNN -> ConvNet.small(layers, start, shape, activation);
      case LENET -> ConvNet.lenet(layers, start, shape, activation);
      case RESNET18 -> ResNet.of18(layers, shape);
      case RESNET34 -> ResNet.of34(layers, shape);
      case RESNET50 -> ResNet.of50(layers, shape);
      case RESNET101 -> ResNet.of101(layers, shape);
      case RESNET152 -> ResNet.of152(layers, shape);
      default -> throw new IllegalArgumentException(kind + " has no network");
    };
  }

  private static boolean augments(OptimizeeKind kind, DataSettings data, ImageShape shape) {
    if (data.augment().equals("on") && !shape.image()) {
      throw new IllegalArgumentException(
          "optimizee.data.augment is on: only square images can be shifted and mirrored, and these"
              + " are "
              + shape.words());
    }
    return switch (data.augment()) {
      case "on" -> true;
      case "off" -> false;
      case "auto" -> kind.residual();
      default ->
          throw new IllegalArgumentException(
              "optimizee.data.augment is \"" + data.augment() + "\": choose auto, on or off");
    };
  }
}
