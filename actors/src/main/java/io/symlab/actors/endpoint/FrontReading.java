package io.symlab.actors.endpoint;

import io.symlab.actors.results.FrontFile;
import io.symlab.actors.results.TrialFiles;
import io.symlab.proto.ClientReply;
import io.symlab.proto.Front;
import io.symlab.proto.FrontRow;
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
    FrontView.Builder view = FrontView.newBuilder();
    try {
      FrontFile front = FrontFile.ofBytes(Files.readAllBytes(file), file.toString());
      view.addAllNames(front.names())
          .setBest(front.best())
          .setAccuracy(front.accuracy())
          .setKnee(front.knee())
          .setRounds(front.rounds())
          .setFinal(front.ended());
      front.rows().forEach(row -> view.addRows(row(row)));
    } catch (NoSuchFileException e) {
      view.setBest(-1).setAccuracy(-1).setKnee(-1).setFinal(ended);
    }
    return ClientReply.newBuilder().setFront(view).build();
  }

  private static FrontRow row(FrontFile.Row row) {
    return FrontRow.newBuilder()
        .setComplexity(row.complexity())
        .setLoss(row.loss())
        .setScore(row.score())
        .setR2Train(row.r2Train())
        .setR2Validation(row.r2Validation())
        .setR2Test(row.r2Test())
        .setExpression(row.expression())
        .build();
  }
}
