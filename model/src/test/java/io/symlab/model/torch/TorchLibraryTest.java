package io.symlab.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A libtorch of one's own, as its files tell; these hold nothing. */
class TorchLibraryTest {
  @TempDir Path folder;

  private TorchLibrary library(String version, String... libraries) throws Exception {
    Path lib = Files.createDirectories(folder.resolve("lib"));
    for (String library : libraries) {
      Files.createFile(lib.resolve(System.mapLibraryName(library)));
    }
    Files.writeString(folder.resolve("build-version"), version + "\n");
    return TorchLibrary.named(Map.of(TorchLibrary.PATH, lib.toString())::get).orElseThrow();
  }

  @Test
  void oneWithCudaHasTheFlavourThatTheBindingKnows() throws Exception {
    TorchLibrary library = library("2.7.1+cu128", "torch", "torch_cuda");
    assertThat(library.cuda()).isTrue();
    assertThat(library.flavor()).isEqualTo("cu128");
    assertThat(library.misfit()).isEmpty();
  }

  @Test
  void oneWithoutIsForProcessors() throws Exception {
    TorchLibrary library = library("2.7.1+cpu", "torch");
    assertThat(library.flavor()).isEqualTo("cpu");
    assertThat(library.misfit()).isEmpty();
  }

  /** Else DJL would look for a binding that its jar does not have. */
  @Test
  void theFlavoursAreThoseOfTheBindingsJar() throws Exception {
    for (String flavor : new String[] {"cu128", "cpu"}) {
      String binding = "jnilib/linux-x86_64/" + flavor + "/libdjl_torch.so";
      assertThat(getClass().getClassLoader().getResource(binding)).as(binding).isNotNull();
    }
  }

  @Test
  void anotherVersionOrAnotherCudaIsTold() throws Exception {
    assertThat(new TorchLibrary(folder, true, "2.6.0+cu128").misfit().orElseThrow())
        .contains("2.6.0+cu128", "2.7.1+cu128");
    assertThat(new TorchLibrary(folder, true, "2.7.1+cu126").misfit()).isPresent();
    assertThat(new TorchLibrary(folder, true, "").misfit()).isEmpty();
  }

  @Test
  void theFirstFolderThatHasOneCounts() throws Exception {
    TorchLibrary library = library("2.7.1", "torch");
    String paths = "/no/such" + java.io.File.pathSeparator + library.folder();
    assertThat(TorchLibrary.named(Map.of(TorchLibrary.PATH, paths)::get)).contains(library);
  }

  @Test
  void aFolderWithoutOneIsRefusedInWords() {
    assertThat(TorchLibrary.named(name -> null)).isEmpty();
    assertThatThrownBy(() -> TorchLibrary.named(Map.of(TorchLibrary.PATH, folder.toString())::get))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("unpacked libtorch 2.7.1");
  }
}
