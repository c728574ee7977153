package io.symlab.actors.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.Stage;
import io.symlab.model.data.DataSettings;
import io.symlab.model.data.Images;
import io.symlab.proto.FrozenTrial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data under a trial, as they were, changed, gone, and back. */
class SubmittedDataTest {
  private static final int COUNT = 20;

  @TempDir Path folder;

  @Test
  void areToldWhenTheyAreOthersOrGoneAndNoMoreWhenTheyAreBack() throws IOException {
    write((byte) 0);
    String sum = Images.load(settings()).checksum();
    var data = new SubmittedData(plan(sum));
    assertThat(data.trouble()).isEmpty();
    write((byte) 1);
    String other = Images.load(settings()).checksum();
    assertThat(data.trouble().orElseThrow())
        .contains(folder.toString(), sum.substring(0, 12), other.substring(0, 12));
    Path elsewhere = folder.resolveSibling(folder.getFileName() + "-elsewhere");
    Files.move(folder, elsewhere);
    assertThat(data.trouble().orElseThrow()).contains(folder.toString(), "missing");
    Files.move(elsewhere, folder);
    write((byte) 0);
    assertThat(data.trouble()).isEmpty();
  }

  @Test
  void areNotLookedForWhereTheyAreDrawn() {
    assertThat(new SubmittedData(plan("")).trouble()).isEmpty();
  }

  private TrialPlan plan(String sum) {
    String recipe =
        "{name: x, optimizee: {kind: mlp, data: {kind: mnist, directory: \"" + folder + "\"}}}";
    var frozen =
        FrozenTrial.newBuilder().setIndex(1).setRecipe(json(recipe)).setDataChecksum(sum).build();
    return new TrialPlan("e1", "", frozen, Stage.usual(), RungOrders.NONE, 0, 0);
  }

  private static String json(String hocon) {
    return com.typesafe.config.ConfigFactory.parseString(hocon)
        .root()
        .render(com.typesafe.config.ConfigRenderOptions.concise());
  }

  private DataSettings settings() {
    return new DataSettings("mnist", folder.toString(), false, 0, 0);
  }

  private void write(byte pixel) throws IOException {
    for (String part : new String[] {"train", "t10k"}) {
      var images = ByteBuffer.allocate(16 + COUNT * 784);
      images.putInt(0x0803).putInt(COUNT).putInt(28).putInt(28).put(pixel);
      Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
      var labels = ByteBuffer.allocate(8 + COUNT);
      labels.putInt(0x0801).putInt(COUNT);
      Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
  }
}
