package dev.almanac.analyses.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TrackerNotesTest {

  private final TrackerNotes notes = TrackerNotes.all();

  @Test
  void everyItemOfTheGreatTrackersHasALineOfItsOwn() {
    for (String tracker :
        new String[] {
          "mlflow",
          "wandb",
          "comet",
          "neptune",
          "aim",
          "clearml",
          "trackio",
          "sacred",
          "lightning",
          "tensorboard",
          "dvclive",
          "optuna",
          "ray"
        }) {
      assertThat(Item.values())
          .as(tracker)
          .noneMatch(item -> notes.of(tracker, "", item).text().contains("has no place for it"));
    }
  }

  @Test
  void weightsAreOneHundredPoints() {
    assertThat(Arrays.stream(Item.values()).mapToDouble(Item::weight).sum()).isEqualTo(100);
  }

  @Test
  void unknownTrackerHasNoPlaceForCode() {
    assertThat(notes.of("abacus", "", Item.CODE_COMMIT).how()).isEqualTo(TrackerNote.How.NO);
    assertThat(notes.of("abacus", "", Item.CURVE).how()).isEqualTo(TrackerNote.How.CALL);
  }

  @Test
  void formOfASourceWinsOverItsTracker() {
    assertThat(notes.of("wandb", "exported history", Item.PARAMS).how())
        .isEqualTo(TrackerNote.How.UNREAD);
    assertThat(notes.of("wandb", "run folders", Item.PARAMS).how()).isEqualTo(TrackerNote.How.CALL);
  }
}
