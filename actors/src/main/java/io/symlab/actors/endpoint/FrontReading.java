package io.symlab.actors.endpoint;

import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import io.symlab.proto.ClientReply;
import io.symlab.proto.Front;
import io.symlab.proto.FrontView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The front of a trial as it stands now; without rows before there is one. */
record FrontReading(Front asked) implements FileRequest.Reading {
  @Override
  public int trial() {
    return Math.max(1, asked.getTrial());
  }

  @Override
  public ClientReply read(Path folder, boolean ended) throws IOException {
    Path file = TrialFiles.front(folder);
    FrontView view;
    try {
      FrontFile front = FrontFile.ofBytes(Files.readAllBytes(file), file.toString());
      Path tuned = folder.resolve(TrialFiles.TUNED);
      Optional<TunedFile> found =
          Files.exists(tuned)
              ? Optional.of(TunedFile.ofBytes(Files.readAllBytes(tuned), tuned.toString()))
              : Optional.empty();
      view = FrontViews.of(front, found, scale(folder));
    } catch (NoSuchFileException e) {
      view = FrontView.newBuilder().setFinal(ended).build();
    }
    return ClientReply.newBuilder().setFront(view).build();
  }

  /** The recipe's base rate; 0 where the recipe has not been written down yet. */
  private static double scale(Path folder) throws IOException {
    Path recipe = folder.resolve(TrialFiles.RECIPE);
    return Files.exists(recipe) ? Recipe.ofJson(Files.readString(recipe)).rule().scale() : 0;
  }
}
