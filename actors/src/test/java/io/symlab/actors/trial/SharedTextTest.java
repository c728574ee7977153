package io.symlab.actors.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.Stage;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.FrozenTrial;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SharedTextTest {
  @Property
  void everyTrialComesOutAsItWentIn(
      @ForAll @Size(max = 6) List<@NotEmpty @Chars({'a', 'b', '\n'}) String> recipes) {
    ExperimentSubmitted whole = submitted(recipes);
    ExperimentSubmitted shared = SharedText.share(whole);
    assertThat(
            shared.getTrialsList().stream().map(trial -> SharedText.whole(shared, trial)).toList())
        .isEqualTo(whole.getTrialsList());
  }

  @Test
  void whatAllHaveIsThereOnce() {
    String recipe = "{\n" + "same\n".repeat(1000) + "seed = %d\n}";
    List<String> recipes =
        java.util.stream.IntStream.range(0, 100).mapToObj(i -> recipe.formatted(i)).toList();
    ExperimentSubmitted whole = submitted(recipes);
    assertThat(SharedText.share(whole).getSerializedSize()).isLessThan(3 * recipe.length());
    assertThat(whole.getSerializedSize()).isGreaterThan(99 * recipe.length());
  }

  @Test
  void trialsOnOtherDataKeepTheirOwn() {
    ExperimentSubmitted.Builder whole = submitted(List.of("a", "a")).toBuilder();
    whole.getTrialsBuilder(1).setDataChecksum("other");
    ExperimentSubmitted shared = SharedText.share(whole.build());
    assertThat(SharedText.whole(shared, shared.getTrials(1)).getDataChecksum()).isEqualTo("other");
  }

  /** Whether they share their recipe or not. */
  @Test
  void theStagesOfATrialAreThoseOfItsOwnRecipe() {
    String recipe =
        """
        {
          "meta-train" : {
            "from" : ""
          },
          "evolve" : {
            "budget" : %s,
            "from" : [ %s ]
          },
          "seed" : %d
        }""";
    List<String> recipes =
        List.of(
            recipe.formatted("0", "", 1),
            recipe.formatted("0", "", 2),
            recipe.formatted("5000", "", 1),
            recipe.formatted("5000", "\"-mt_0\"", 3));
    ExperimentSubmitted whole = submitted(recipes);
    for (ExperimentSubmitted one : List.of(whole, SharedText.share(whole))) {
      assertThat(one.getTrialsList())
          .extracting(trial -> SharedText.stages(one, trial))
          .containsExactly(Stage.usual(), Stage.usual(), Stage.all(), Stage.fromScratch());
    }
  }

  private static ExperimentSubmitted submitted(List<String> recipes) {
    var submitted = ExperimentSubmitted.newBuilder().setId("e1");
    for (int i = 0; i < recipes.size(); i++) {
      submitted.addTrials(
          FrozenTrial.newBuilder()
              .setIndex(i + 1)
              .setLabel("point " + i)
              .setRecipe(recipes.get(i))
              .setData("drawn")
              .setDataChecksum("sum"));
    }
    return submitted.build();
  }
}
