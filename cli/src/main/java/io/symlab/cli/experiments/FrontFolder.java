package io.symlab.cli.experiments;

import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.TrialOption;
import io.symlab.experiment.LabException;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.SearchFolders;
import io.symlab.experiment.results.TrialFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Where a verb takes a front from: an experiment of a lab, or what {@code lab distill} left. */
final class FrontFolder {
  private static final Pattern EXPERIMENT = Pattern.compile("e[0-9]+(/[0-9]+)?");

  private FrontFolder() {}

  /** Whether a lab is to be asked, or its journal. */
  static boolean isOfLab(String id) {
    return id == null || EXPERIMENT.matcher(id).matches();
  }

  /** The searches that a folder holds where it is not one itself; none where it is. */
  static List<Path> several(TrialOption which) {
    Path path = Path.of(which.given());
    return Files.exists(path.resolve(TrialFiles.FRONT)) ? List.of() : SearchFolders.within(path);
  }

  /**
   * Reads the front of a folder, or a front.json.
   *
   * @throws LabException when there is none
   */
  static FrontFile read(TrialOption which) throws LabException {
    Path path = Path.of(which.given());
    if (!Files.exists(path)) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "\""
              + path
              + "\" is neither an experiment (e1, e2, ...; 'lab list' shows them) nor the folder or"
              + " front.json of a run of 'lab distill'");
    }
    if (which.numbered() > 1) {
      throw new LabException(
          ExitCode.BAD_INPUT, path + " is one front; --trial is for experiments of a lab");
    }
    return FrontFile.read(path);
  }
}
