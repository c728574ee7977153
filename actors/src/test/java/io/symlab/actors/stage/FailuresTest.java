package io.symlab.actors.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.actors.store.DamagedFileException;
import io.symlab.model.DivergedException;
import io.symlab.model.data.DataException;
import io.symlab.proto.StageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static String kind(Throwable thrown) {
    return Failures.of(thrown).getKind();
  }

  @Test
  void failuresAreToldApart() {
    assertThat(kind(new DivergedException("the loss is NaN"))).isEqualTo("diverged");
    assertThat(kind(new OutOfMemoryError("Java heap space"))).isEqualTo("out-of-memory");
    assertThat(kind(new IllegalStateException("DefaultCPUAllocator: not enough memory")))
        .isEqualTo("out-of-memory");
    assertThat(kind(new DataException("no such folder"))).isEqualTo("data");
    assertThat(kind(new UncheckedIOException(new IOException("no space left on device"))))
        .isEqualTo("disk");
    assertThat(kind(new IOException("out.bin: Read-only file system"))).isEqualTo("disk");
    assertThat(kind(new IOException("an odd file"))).isEqualTo("data");
    assertThat(kind(new IllegalStateException("?"))).isEqualTo("bug");
  }

  @Test
  void aCauseThatIsWrappedCounts() {
    assertThat(kind(new IllegalStateException("in a step", new DivergedException("NaN"))))
        .isEqualTo("diverged");
  }

  @Test
  void aBugSaysWhatAndWhereItIs() {
    StageFailure failure = Failures.of(new IllegalStateException("no such thing"));
    assertThat(failure.getCause())
        .contains("IllegalStateException", "no such thing", "FailuresTest");
  }

  @Test
  void whatPeopleCanMendIsSaidInItsOwnWords() {
    assertThat(Failures.of(new DamagedFileException("a.ckpt is missing")).getCause())
        .isEqualTo("a.ckpt is missing");
  }
}
