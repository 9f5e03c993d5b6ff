"""What is timed, ours and the peers': each function prepares a job and returns it. Peers are imported nowhere else."""
