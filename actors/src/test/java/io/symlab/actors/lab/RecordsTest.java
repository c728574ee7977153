package io.symlab.actors.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.proto.ClientReply;
import io.symlab.proto.EndedExperiment;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.FileRef;
import io.symlab.proto.LabEvent;
import io.symlab.proto.LabState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lab remembers of an experiment that has ended, and what it looks up. */
class RecordsTest {
  private final ExperimentSubmitted submitted = LabKit.submitted("e1", 1000);

  @TempDir Path home;

  @Test
  void theLabRemembersALineHoweverManyTrialsThereWere() throws Exception {
    ExperimentView view = view();
    EndedExperiment ended = ended(view, Records.write(home, submitted, view));
    assertThat(ended.getSerializedSize()).isLessThan(500);
    assertThat(ended.getView().getCountsMap()).containsEntry("waiting", 1000);
    assertThat(Records.view(home, ended)).isEqualTo(view);
    assertThat(Records.read(home, ended.getRecord()).getSubmitted()).isEqualTo(submitted);
  }

  @Test
  void theLabRemembersAllWhereNoRecordCanBeWritten() throws Exception {
    Files.writeString(home.resolve("experiments"), "no folder");
    ExperimentView view = view();
    EndedExperiment ended = ended(view, Records.write(home, submitted, view));
    assertThat(ended.hasRecord()).isFalse();
    assertThat(Records.view(home, ended)).isEqualTo(view);
  }

  @Test
  void aRecordThatIsGoneOrDamagedIsNamed() throws Exception {
    ExperimentView view = view();
    EndedExperiment ended = ended(view, Records.write(home, submitted, view));
    Path file = home.resolve("experiments/e1/record.bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    ClientReply damaged = Records.reply(home, ended);
    assertThat(damaged.getRefused().getMessage()).contains("e1", file.toString(), "damaged");
    Files.delete(file);
    ClientReply gone = Records.reply(home, ended);
    assertThat(gone.getRefused().getMessage()).contains("e1", file.toString(), "missing");
    assertThat(gone.getRefused().getExitCode()).isEqualTo(1);
  }

  private ExperimentView view() {
    var state = ExperimentState.getDefaultInstance();
    return ExperimentViews.of(submitted, state, new TrialBook(submitted), home);
  }

  private EndedExperiment ended(ExperimentView view, FileRef record) {
    LabState open =
        LabHistory.apply(
            LabState.getDefaultInstance(), LabEvent.newBuilder().setSubmitted(submitted).build());
    var event = LabEvent.newBuilder().setEnded(LabHistory.ended(view, record)).build();
    return LabHistory.apply(open, event).getEnded(0);
  }
}
