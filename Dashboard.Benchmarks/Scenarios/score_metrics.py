"""Times scikit-learn on the rows ScoreCost.cs wrote: doubles of scores, then one byte per label, then per prediction.
Prints the seconds of the fastest of three runs and the figures, so that both programs can be seen to compute the same."""
import json, sys, time
import numpy as np
from sklearn import metrics as m

with open(sys.argv[1], "rb") as file:
    count = int(np.fromfile(file, np.int64, 1)[0])
    score = np.fromfile(file, np.float64, count)
    truth = np.fromfile(file, np.uint8, count).astype(int)
    predicted = np.fromfile(file, np.uint8, count).astype(int)


def ece():
    bins = np.minimum((score * 10).astype(int), 9)
    excess = np.bincount(bins, truth, 10) - np.bincount(bins, score, 10)
    return np.abs(excess).sum() / count


def figures():
    precision, recall, f1, _ = m.precision_recall_fscore_support(truth, predicted, average="binary")
    return dict(roc_auc=m.roc_auc_score(truth, score), average_precision=m.average_precision_score(truth, score),
                log_loss=m.log_loss(truth, score), brier=m.brier_score_loss(truth, score), ece=ece(),
                precision=precision, recall=recall, f1=f1)


best = float("inf")
for _ in range(3):
    start = time.perf_counter()
    result = figures()
    best = min(best, time.perf_counter() - start)
print(json.dumps(dict(seconds=best, figures={k: float(v) for k, v in result.items()})))
