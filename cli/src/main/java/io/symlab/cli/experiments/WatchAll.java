package io.symlab.cli.experiments;

import io.symlab.actors.json.TrialCounts;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.client.Lasting;
import io.symlab.cli.display.ExperimentText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Picture;
import io.symlab.cli.terminal.Style;
import io.symlab.cli.terminal.TerminalSize;
import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentView;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows all experiments until none is open: in place on a terminal, else a line per change. */
final class WatchAll {
  private final Set<String> begunWith;
  private final PrintWriter out;
  private final Style style = Style.ofProcess();
  private final Picture picture;
  private final Map<String, String> said = new HashMap<>();

  private WatchAll(Set<String> begunWith, PrintWriter out) {
    this.begunWith = begunWith;
    this.out = out;
    this.picture = new Picture(out);
  }

  /**
   * Watches.
   *
   * @param open ids of those that had not ended
   * @return the exit code: how the worst of them ended
   */
  static int watch(Path home, LabClient first, Set<String> open, PrintWriter out, PrintWriter err)
      throws LabException, InterruptedException {
    var all = new WatchAll(open, out);
    return Lasting.talk(home, first, err, all::talk);
  }

  private int talk(LabClient client) throws LabException, InterruptedException {
    client.send(LabQuestions.followAll());
    while (true) {
      ClientReply reply = client.next(null);
      List<ExperimentView> watched =
          reply.getExperiments().getExperimentsList().stream().filter(this::concerns).toList();
      show(watched);
      if (!reply.getMore()) {
        return worst(watched);
      }
      if (out.checkError()) {
        return ExitCode.DONE; // nobody reads on
      }
    }
  }

  /** What was open when the watch began, or came since. */
  private boolean concerns(ExperimentView experiment) {
    return begunWith.contains(experiment.getId())
        || said.containsKey(experiment.getId())
        || !RunState.ended(experiment.getState());
  }

  private void show(List<ExperimentView> experiments) {
    List<String> lines = new ArrayList<>();
    for (ExperimentView experiment : experiments) {
      String now = experiment.getState() + TrialCounts.of(experiment).line();
      boolean news = !now.equals(said.put(experiment.getId(), now));
      if (style.terminal() || news) {
        lines.add(ExperimentText.head(experiment) + "  " + TrialCounts.of(experiment).line());
      }
    }
    if (style.terminal()) {
      var size = TerminalSize.ofProcess();
      // The last line and column stay free: writing there makes a terminal scroll or wrap.
      picture.draw(
          lines.stream()
              .limit(Math.max(1, size.rows() - 1))
              .map(line -> Amounts.fit(line, size.columns() - 1))
              .toList());
    } else {
      lines.forEach(out::println);
      out.flush();
    }
  }

  private static int worst(List<ExperimentView> ended) {
    List<Integer> codes = ended.stream().map(one -> ExitCode.of(one.getState())).toList();
    if (codes.contains(ExitCode.FAILED)) {
      return ExitCode.FAILED;
    }
    return codes.contains(ExitCode.CANCELLED) ? ExitCode.CANCELLED : ExitCode.DONE;
  }
}
