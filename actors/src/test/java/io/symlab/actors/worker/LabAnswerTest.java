package io.symlab.actors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** What a worker is told that waits for its lab. */
class LabAnswerTest {
  @Test
  void aLabThatTakesItsTimeIsNotOutOfReach() throws Exception {
    int port;
    try (var lab = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = lab.getLocalPort();
      var answer = new LabAnswer("127.0.0.1", port);
      assertThat(answer.words(false)).contains("has yet to let", ":" + port);
      assertThat(answer.words(true)).contains("took this worker for lost");
    }
    assertThat(new LabAnswer("127.0.0.1", port).words(true)).contains("out of reach");
  }
}
