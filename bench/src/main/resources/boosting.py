"""Gradient boosting on a table, for comparison: boosting.py TRAIN.csv TEST.csv prints R2 on the test rows.
boosting.py --diabetes FILE writes the diabetes table that scikit-learn ships."""
import sys

import numpy as np

if sys.argv[1] == "--diabetes":
    from sklearn.datasets import load_diabetes

    table = load_diabetes(scaled=False)
    rows = np.column_stack([table.data, table.target])
    names = ",".join(table.feature_names) + ",y"
    np.savetxt(sys.argv[2], rows, delimiter=",", header=names, comments="")
else:
    from sklearn.ensemble import GradientBoostingRegressor

    train = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
    test = np.loadtxt(sys.argv[2], delimiter=",", skiprows=1)
    model = GradientBoostingRegressor(n_estimators=300, learning_rate=0.05, max_depth=4, subsample=0.8, random_state=0)
    model.fit(train[:, :-1], train[:, -1])
    print(model.score(test[:, :-1], test[:, -1]))
