package io.symlab.bench.forked;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with this one's flags and classes. */
public final class ForkedJava {
  private ForkedJava() {}

  /**
   * The command that runs a main class, to which its words are to be added.
   *
   * @param flags beside this JVM's
   */
  public static List<String> command(String main, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(List.of(flags));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main);
    return command;
  }

  /** The same of a class and its words. */
  public static ProcessBuilder builder(Class<?> main, List<String> words) {
    List<String> command = command(main.getName());
    command.addAll(words);
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT);
  }

  /** Runs it to its end; what it prints is printed here. */
  public static void run(Class<?> main, List<String> words)
      throws IOException, InterruptedException {
    builder(main, words).redirectOutput(Redirect.INHERIT).start().waitFor();
  }

  /** Runs it to its end. */
  public static String lastLine(Class<?> main, List<String> words)
      throws IOException, InterruptedException {
    Process process = builder(main, words).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return said.substring(said.lastIndexOf('\n') + 1);
  }
}
