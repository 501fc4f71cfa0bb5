package dev.almanac.analyses.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class BlockTest {

  private final TreeMap<String, TreeMap<String, List<Double>>> cells = new TreeMap<>();

  @Test
  void emptiestGoFirstUntilNoCellIsEmpty() {
    fill("a", "t1", "t2", "t3", "t4");
    fill("b", "t1", "t2", "t3");
    fill("c", "t1", "t2", "t3");
    fill("odd", "t3", "t4");
    fill("single", "t1");

    Block block = Block.of("model", cells);

    assertThat(block.groups()).containsExactly("a", "b", "c");
    assertThat(block.tasks()).containsExactly("t1", "t2", "t3");
    assertThat(block.groupsLeftOut()).isEqualTo(2);
    assertThat(block.tasksLeftOut()).isEqualTo(1);
    assertThat(block.isComparison()).isTrue();
  }

  @Test
  void configurationsWithoutACommonTaskAreNoComparison() {
    fill("a", "t1", "t2");
    fill("b", "t3", "t4");

    assertThat(Block.of("model", cells).isComparison()).isFalse();
    assertThat(Block.of("model", new TreeMap<>()).isComparison()).isFalse();
  }

  @Test
  void noMoreThanADozen() {
    for (int group = 0; group < 40; group++) {
      fill("g" + group, "t1", "t2");
    }

    Block block = Block.of("model", cells);

    assertThat(block.groups()).hasSize(Block.MOST_GROUPS);
    assertThat(block.groupsLeftOut()).isEqualTo(28);
  }

  @Test
  void scoresRunFromTheWorstTwentiethToTheBest() {
    TaskScale scale = TaskScale.of(new double[] {0, 1, 2, 3, 4, Double.NEGATIVE_INFINITY});

    assertThat(scale.score(4)).isEqualTo(1);
    assertThat(scale.score(0.2)).isZero();
    assertThat(scale.score(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(scale.isBelow(0)).isTrue();
    assertThat(TaskScale.of(new double[] {2, 2}).hasSpread()).isFalse();
    assertThat(TaskScale.of(new double[0]).hasSpread()).isFalse();
  }

  private void fill(String group, String... tasks) {
    TreeMap<String, List<Double>> row = new TreeMap<>();
    for (String task : tasks) {
      row.put(task, List.of(1.0));
    }
    cells.put(group, row);
  }
}
