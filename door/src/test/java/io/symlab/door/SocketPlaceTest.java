package io.symlab.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.StringValue;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketPlaceTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"home", "with space 'and' \"quotes\" $x", "-dash", "a/very/deep/%s/home", "%s"})
  void isFoundFromAHomeWithAnyName(String name) throws Exception {
    Path home = Files.createDirectories(folder.resolve(name.formatted("long-".repeat(30))));
    Path place = SocketPlace.clear(home, SocketPlace.LAB);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(place));
      try (var client = DoorClient.connect(home, SocketPlace.LAB).orElseThrow();
          var accepted = DoorClient.over(server.accept())) {
        accepted.send(StringValue.of("hello"), Duration.ofSeconds(5));
        assertThat(StringValue.parseFrom(client.receive(Duration.ofSeconds(5))).getValue())
            .isEqualTo("hello");
      }
    }
    assertThat(DoorClient.connect(home, SocketPlace.LAB)).isEmpty(); // left behind, as by a kill
    SocketPlace.remove(home, SocketPlace.LAB);
    assertThat(home).isEmptyDirectory();
    assertThat(place).doesNotExist();
  }

  @Test
  void isInAPrivateFolderWhenTheHomesPathIsTooLong() throws Exception {
    Path home = Files.createDirectories(folder.resolve("long-".repeat(30)));
    Path place = SocketPlace.clear(home, SocketPlace.LAB);
    assertThat(place).isNotEqualTo(home.resolve(SocketPlace.LAB));
    assertThat(SocketPlace.find(home, SocketPlace.LAB)).isEqualTo(place);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.getParent())))
        .isEqualTo("rwx------");
    Path before = place.getParent();
    Path again = SocketPlace.clear(home, SocketPlace.LAB);
    assertThat(before).doesNotExist();
    assertThat(again.getParent()).exists();
    SocketPlace.remove(home, SocketPlace.LAB);
  }

  @Test
  void neverTakesAFolderAway() throws Exception {
    Files.createDirectory(folder.resolve(SocketPlace.LAB));
    assertThatThrownBy(() -> SocketPlace.clear(folder, SocketPlace.LAB))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a folder");
  }
}
