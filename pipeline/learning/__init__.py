"""What is learned from marked text: features, training, and the stages that apply the weights."""
