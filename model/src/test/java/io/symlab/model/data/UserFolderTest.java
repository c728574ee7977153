package io.symlab.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFolderTest {
  @Test
  void theEnvironmentNamesIt() {
    assertThat(UserFolder.of(Map.of("HOME", "/other"))).isEqualTo(Path.of("/other"));
  }

  @Test
  void withoutOneTheSystemsListDoes() {
    Path listed = Path.of(System.getProperty("user.home"));
    assertThat(UserFolder.of(Map.of())).isEqualTo(listed);
    assertThat(UserFolder.of(Map.of("HOME", " "))).isEqualTo(listed);
  }

  @Test
  void onlyALeadingTildeStandsForIt() {
    Path home = UserFolder.of(System.getenv());
    assertThat(UserFolder.expand("~")).isEqualTo(home);
    assertThat(UserFolder.expand("~/a/b")).isEqualTo(home.resolve("a/b"));
    assertThat(UserFolder.expand("a/~/b")).isEqualTo(Path.of("a/~/b"));
    assertThat(UserFolder.expand("~other")).isEqualTo(Path.of("~other"));
  }
}
