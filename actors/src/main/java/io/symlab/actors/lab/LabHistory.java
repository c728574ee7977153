package io.symlab.actors.lab;

import io.symlab.proto.EndedExperiment;
import io.symlab.proto.ExperimentEnded;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.FileRef;
import io.symlab.proto.LabEvent;
import io.symlab.proto.LabState;
import java.util.List;
import java.util.Optional;

/** What a lab's events make of its state: a pure function of both; and questions to that state. */
final class LabHistory {
  private LabHistory() {}

  static LabState apply(LabState state, LabEvent event) {
    return switch (event.getWhatCase()) {
      case SUBMITTED -> submitted(state, event.getSubmitted());
      case ENDED -> ended(state, event.getEnded());
      case LAB_PAUSED -> state.toBuilder().setPaused(event.getLabPaused().getPaused()).build();
      case REOPENED ->
          without(state, event.getReopened().getId()).addOpen(event.getReopened()).build();
      case REMOVED -> without(state, event.getRemoved().getId()).build();
      case WHAT_NOT_SET ->
          throw new IllegalStateException(
              "an event of the lab that this version does not know: it was written by a later"
                  + " one");
    };
  }

  /** The newest experiment that has not ended and would do the same. */
  static Optional<String> openTwin(LabState state, ExperimentSubmitted frozen) {
    return state.getOpenList().stream()
        .filter(open -> open.getFingerprint().equals(frozen.getFingerprint()))
        .map(ExperimentSubmitted::getId)
        .reduce((older, newer) -> newer);
  }

  /** The newest experiment that has ended and did the same. */
  static Optional<String> endedTwin(LabState state, ExperimentSubmitted frozen) {
    return state.getEndedList().stream()
        .filter(ended -> ended.getFingerprint().equals(frozen.getFingerprint()))
        .map(ended -> ended.getView().getId())
        .reduce((older, newer) -> newer);
  }

  /** How an experiment ended, if it has. */
  static Optional<EndedExperiment> ended(LabState state, String id) {
    return state.getEndedList().stream()
        .filter(ended -> ended.getView().getId().equals(id))
        .findFirst();
  }

  /** That an experiment has ended. */
  static ExperimentEnded ended(ExperimentView view, FileRef record) {
    return record.getPath().isEmpty()
        ? ExperimentEnded.newBuilder().setView(view).build()
        : ExperimentEnded.newBuilder()
            .setView(ExperimentViews.summary(view))
            .setRecord(record)
            .build();
  }

  static boolean isOpen(LabState state, String id) {
    return state.getOpenList().stream().anyMatch(one -> one.getId().equals(id));
  }

  private static LabState.Builder without(LabState state, String endedId) {
    List<EndedExperiment> others =
        state.getEndedList().stream()
            .filter(one -> !one.getView().getId().equals(endedId))
            .toList();
    return state.toBuilder().clearEnded().addAllEnded(others);
  }

  private static LabState submitted(LabState state, ExperimentSubmitted submitted) {
    long number = Long.parseLong(submitted.getId().substring(1));
    return state.toBuilder().setLastNumber(number).addOpen(submitted).build();
  }

  private static LabState ended(LabState state, ExperimentEnded event) {
    LabState.Builder next = state.toBuilder();
    for (int i = 0; i < state.getOpenCount(); i++) {
      ExperimentSubmitted open = state.getOpen(i);
      if (open.getId().equals(event.getView().getId())) {
        EndedExperiment.Builder ended =
            EndedExperiment.newBuilder()
                .setView(event.getView())
                .setFingerprint(open.getFingerprint());
        if (event.hasRecord()) {
          ended.setRecord(event.getRecord());
        }
        return next.removeOpen(i).addEnded(ended).build();
      }
    }
    return state; // told twice
  }
}
