package io.symlab.actors.endpoint;

import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Ranking;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import io.symlab.proto.ClientReply;
import io.symlab.proto.Front;
import io.symlab.proto.FrontView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The front of a trial as it stands now; without rows before there is one. */
record FrontReading(Front asked) implements FileRequest.Reading {
  @Override
  public int trial() {
    return Math.max(1, asked.getTrial());
  }

  @Override
  public ClientReply read(Path folder, boolean ended) throws IOException {
    Path file = folder.resolve(TrialFiles.FRONT);
    FrontView view;
    try {
      FrontFile front = FrontFile.ofBytes(Files.readAllBytes(file), file.toString());
      Path tuned = folder.resolve(TrialFiles.TUNED);
      Ranking tried =
          Files.exists(tuned)
              ? TunedFile.ofBytes(Files.readAllBytes(tuned), tuned.toString()).tried()
              : Ranking.NONE;
      view = FrontViews.of(front, tried);
    } catch (NoSuchFileException e) {
      view = FrontView.newBuilder().setFinal(ended).build();
    }
    return ClientReply.newBuilder().setFront(view).build();
  }
}
