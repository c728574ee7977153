package io.symlab.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void numbersStandAtTheRightAndWordsAtTheLeft() {
    List<String> lines = new Table("name", ">n").row("a", "7").row("longer", "12345").lines();
    assertThat(lines).containsExactly("name        n", "a           7", "longer  12345");
  }

  @Test
  void noLineEndsInBlanks() {
    List<String> lines = new Table("a", "b").row("x", "").row("", "y").lines();
    assertThat(lines).allSatisfy(line -> assertThat(line).isEqualTo(line.stripTrailing()));
  }

  @Test
  void aRowOfAnotherLengthIsAnError() {
    var table = new Table("a", "b");
    assertThatThrownBy(() -> table.row("x")).isInstanceOf(IllegalArgumentException.class);
  }
}
